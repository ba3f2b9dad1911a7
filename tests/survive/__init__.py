"""What must hold when a process or its machine gives way."""
