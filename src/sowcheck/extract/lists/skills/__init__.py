"""Skills, methods and certifications."""
