"""TNEF (`winmail.dat`): what Outlook packs a mail into when it does not trust the ways of mail."""
