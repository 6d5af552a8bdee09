package stack

import (
	"errors"
	"time"
)

// CPU is the processor time that the UI and Kratos have used so far.
func (s *Stack) CPU() (ui, kratos time.Duration, err error) {
	ui, err1 := s.ui.CPU()
	kratos, err2 := s.kratos.CPU()
	return ui, kratos, errors.Join(err1, err2)
}
