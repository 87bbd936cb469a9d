package account_test

import (
	"testing"

	"styrdok/generator/account"
	"styrdok/generator/library"
	"styrdok/generator/testkit"
)

func BenchmarkAccount(b *testing.B) {
	drafts, rules := town(b, 1130)
	lib, _ := library.Resolve(drafts, rules, testkit.MunicipalityDay)
	b.Run("report", func(b *testing.B) {
		for b.Loop() {
			account.Of(lib, account.NewHistory(lib), nil, lib.Today.AddMonths(-12))
		}
	})
	b.Run("spread", func(b *testing.B) {
		for b.Loop() {
			account.Spread(lib, lib.Today.AddMonths(48))
		}
	})
}
