"""Self-assessment of a firm or a cluster: questions as data, a stated scoring, advice with its source."""
