"""People who sign in: cooperative members, organisers, the operator."""
