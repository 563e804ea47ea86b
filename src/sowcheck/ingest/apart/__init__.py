"""Reads files in processes of their own, with limits: whatever a file does there, one clear error comes back."""
