"""Events of other systems. HubSpot and DocuSign are told by their signatures, others show a token."""
