"""A cooperative's goods as spreadsheets: out as files, and back in, all or nothing."""
