"""What cases say about how handing over goes: figures counted from events, each with what it leaves out (pure)."""
