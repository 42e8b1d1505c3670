"""What one cell says, by the field it fills."""
