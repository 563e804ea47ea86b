"""What the buyer must do, what is left out, what the price rests on, and what work must meet."""
