"""Who somebody is: people with passwords, machines with tokens, and what their roles let them do."""
