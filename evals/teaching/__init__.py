"""python -m evals teach: from written questions to the adapters by which lines are found and read."""
