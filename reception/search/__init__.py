"""The search room: words into index terms, engines behind one protocol, highlights. Plain values in, plain values out."""
