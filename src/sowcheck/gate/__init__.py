"""Whether people could sign now, and who must."""
