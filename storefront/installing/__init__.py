"""The shop on a phone's home screen, and what the phone keeps for times without a network."""
