package account

import (
	"context"

	"pesnet/kit/cli"
	"pesnet/network"
)

type signOutCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run ends every session and token of somebody.
func (c signOutCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.EndAccess(ctx, network.Operator, network.Network{}, p.ID)
}

type suspendCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
	Why   string `required:"" placeholder:"REASON" help:"Reason, which is recorded."`
}

// Run suspends somebody.
func (c suspendCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.Suspend(ctx, network.Operator, network.Network{}, p.ID, c.Why)
}

type resumeCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run lets somebody in again.
func (c resumeCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.Resume(ctx, network.Operator, network.Network{}, p.ID)
}
