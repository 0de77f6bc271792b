"""The staff desk on the web: pages rendered here, one table of who may open which."""
