"""python -m evals teach: from written questions to the adapter by which evidence is read."""
