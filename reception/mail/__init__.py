"""Mail: what letters say and to whom (letters), how they are rendered (compose), how they leave (outbox)."""
