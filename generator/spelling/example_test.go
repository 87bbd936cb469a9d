package spelling_test

import (
	"fmt"

	"styrdok/generator/spelling"
)

func ExampleSlug() {
	fmt.Println(spelling.Slug("Riktlinjer för IT & telefoni", spelling.Letters))
	// Output: riktlinjer-for-it-telefoni
}

func ExampleGenitive() {
	fmt.Println(spelling.Genitive("Exempelby kommun"), spelling.Genitive("Borås"))
	// Output: Exempelby kommuns Borås
}
