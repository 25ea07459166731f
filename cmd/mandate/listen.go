package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// listen opens an address, or says which setting names another.
func listen(addr, setting string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("listen on %s: address already in use by another program; %s names another one", addr, setting)
	}
	return nil, fmt.Errorf("%w; %s names another one", err, setting)
}

// free refuses an address that can't be listened on, before anything is made for it.
func free(addr string) error {
	listener, err := listen(addr, "MANDATE_ADDR")
	if err != nil {
		return err
	}
	return listener.Close()
}
