"""How well each step of analysis does on text that nobody wrote rules for."""
