"""Files in, citable documents and an index out: readers, repair, structure, figures, pipeline."""
