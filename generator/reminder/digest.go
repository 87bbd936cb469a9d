package reminder

// Digest is what has changed, for those who follow the documents.
type Digest struct{}

// Begins are the lines of the log before a digest is sent. A nil Digest has none.
func (d *Digest) Begins() []Entry { return nil }

// Ends are those when all addresses have been tried.
func (d *Digest) Ends() []Entry { return nil }
