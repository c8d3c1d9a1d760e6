"""What cmkit answers: each folder an answer, its working, what it says, its face."""
