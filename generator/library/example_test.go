package library_test

import (
	"fmt"

	"styrdok/generator/library"
)

// A policy that the council adopted in March 2024 must be reviewed before the end of the term after the one of the
// decision.
func ExampleResolve() {
	lib, diags := library.Resolve([]*library.Draft{{
		File: "content/policy/losenord.md", Document: "policy/losenord", Title: "Policy för lösenord",
		Adopted: library.NewDate(2024, 3, 25), AdoptedBy: "kf", Section: "§ 31", CaseNumber: "KS 2024/77",
		Owner: "It-chef", Review: []library.ReviewCycle{{Type: library.EveryTerm}}, Visibility: library.Public,
	}}, library.DefaultRules(), library.NewDate(2026, 11, 22))
	d := lib.Document("policy/losenord")
	fmt.Println(len(diags), d.InForce.Status, d.Review.State, d.Review.Due)
	// Output: 0 in_force open 2030-10-14
}

func ExampleParseReviewCycle() {
	cycle, err := library.ParseReviewCycle("24 months")
	fmt.Println(cycle, err)
	_, err = library.ParseReviewCycle("two weeks")
	fmt.Println(err)
	// Output:
	// 2 years <nil>
	// "two weeks" is not a review cycle; write "12 months", "every year", "every term" or "when needed"
}
