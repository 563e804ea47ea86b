"""Excel workbooks (.xlsx, .xlsm): what a person sees in the cells of the sheets that are shown."""
