"""Versions of papers: stamps that disagree, drafts, and which of two versions of one paper holds."""
