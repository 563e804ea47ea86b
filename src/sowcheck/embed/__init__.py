"""Sentence vectors: how near two phrasings are in meaning, by encoders of different weight."""
