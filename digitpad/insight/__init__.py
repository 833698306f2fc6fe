"""Why a network answers as it does: what is inside, what each pixel does, what would change the answer."""
