package main

import (
	"io"
	"os"
)

// colored tells whether a stream gets color: as the flag says, else as the environment says, else if it is a terminal.
// https://no-color.org/ https://bixense.com/clicolors/ https://force-color.org/
func colored(mode string, stream io.Writer) bool {
	set := func(name string) bool { return os.Getenv(name) != "" && os.Getenv(name) != "0" }
	switch {
	case mode != "auto":
		return mode == "always"
	case os.Getenv("NO_COLOR") != "":
		return false
	case set("FORCE_COLOR"), set("CLICOLOR_FORCE"):
		return true
	}
	return terminal(stream)
}

// terminal tells whether a stream is a terminal that takes more than text.
func terminal(stream io.Writer) bool {
	file, ok := stream.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
