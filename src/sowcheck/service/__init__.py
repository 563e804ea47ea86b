"""The application: what people, services and the program itself do with cases, whatever the surface."""
