package pdf

// PictureData returns the bytes of a picture as they are embedded.
func PictureData(p *Picture) []byte { return p.data }
