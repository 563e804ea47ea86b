"""The entity recogniser: sentences with labelled spans from a grammar, training, figures, model card."""
