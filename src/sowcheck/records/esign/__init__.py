"""E-sign services: what they say of the envelope that a paper was signed in; one module for one service."""
