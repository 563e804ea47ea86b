"""Who signed, as places to sign and certificates of signing services show it: do they fit each other and the paper?"""
