"""Who is who across articles: which names of an archive are one person's."""
