"""What a person decides: about speakers, copies and topics."""
