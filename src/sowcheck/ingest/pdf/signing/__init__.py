"""The one door to pyHanko: digital signatures of a PDF, checked without the network."""
