"""Measuring extraction and checking: datasets with gold, runs as logs, scores with intervals, paired comparison."""
