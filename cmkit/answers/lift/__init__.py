"""What a campaign added, by a group held out."""
