"""How sure counts let one be."""
