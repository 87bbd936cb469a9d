package main

import (
	"log/slog"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/serve"
)

func (a *app) serve() *cobra.Command {
	var address string
	var internal bool
	c := &cobra.Command{
		Use:  "serve",
		Args: a.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			opt, err := a.options()
			if err != nil {
				return err
			}
			opt.Internal, opt.Cache = internal, true
			generator.Collect(100) // it runs for long beside an editor and a browser
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return a.failed(serve.Run(ctx, serve.Options{
				Build:   opt,
				Day:     a.day,
				Address: address,
				Log:     slog.New(slog.NewTextHandler(a.err, nil)),
				Report:  a.err,
				Color:   a.color(),
				Words:   a.words(),
			}), a.words())
		},
	}
	c.Flags().StringVar(&address, "address", "localhost:8080", "")
	c.Flags().BoolVar(&internal, "internal", false, "")
	return c
}
