"""Who is on call: planning shifts, holes in the rota, and the word from one person to the next."""
