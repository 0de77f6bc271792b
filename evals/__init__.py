"""How good the answers are, and whether they got worse. Imports bot and knowledge."""
