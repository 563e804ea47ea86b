"""A disk without room: whoever sends is told so (507), and nothing half is kept."""
