"""Pictures: their pixels, what they say about themselves, and what is hidden behind them."""
