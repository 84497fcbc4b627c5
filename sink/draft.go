package sink

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// errFolder says that the file has its name, but its folder could not be synced.
var errFolder = errors.New("the file is in place, but its folder is not synced")

// A draft is a temporary file that will take the name of another.
type draft struct {
	file   *os.File
	name   string // that it will take
	noSync bool
}

func newDraft(name string, o options) (*draft, error) {
	target, perm, old, err := resolve(name)
	if err != nil {
		return nil, err
	}
	if o.has("Perm") {
		perm = o.perm
	}
	dir, base := filepath.Split(target)
	base = strings.ToValidUTF8(base[:min(len(base), 200)], "") // a name has 255 bytes at most
	temp := filepath.Join(dir, "."+base+"."+rand.Text()[:8]+".tmp")
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return nil, err
	}
	d := &draft{file: f, name: target, noSync: o.noSync}
	if old || o.has("Perm") {
		if err := f.Chmod(perm); err != nil { // the umask has taken some away
			d.drop()
			return nil, err
		}
	}
	return d, nil
}

// resolve follows symbolic links to the file that is to be replaced, which
// need not be there. It must be none that a rename would do away with: a folder or a device.
func resolve(name string) (target string, perm fs.FileMode, old bool, err error) {
	name, err = filepath.Abs(name) // the program may change its folder
	if err != nil {
		return "", 0, false, err
	}
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return name, 0o666, false, nil
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if name, err = filepath.EvalSymlinks(name); err == nil {
			info, err = os.Stat(name)
		}
	}
	if err != nil {
		return "", 0, false, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, false, &fs.PathError{Op: "replace", Path: name, Err: errors.New("not a regular file")}
	}
	return name, info.Mode().Perm(), true, nil
}

// publish gives the draft its name. drop is still to be called.
func (d *draft) publish() error {
	if !d.noSync {
		if err := d.file.Sync(); err != nil {
			return err
		}
	}
	if err := d.file.Close(); err != nil {
		return err
	}
	if err := os.Rename(d.file.Name(), d.name); err != nil {
		return err
	}
	if d.noSync {
		return nil
	}
	if err := syncFolder(filepath.Dir(d.name)); err != nil {
		return fmt.Errorf("%w: %w", errFolder, err)
	}
	return nil
}

// drop removes the draft. When it has been published, there is nothing left that has its name.
func (d *draft) drop() {
	_ = d.file.Close()
	_ = os.Remove(d.file.Name())
}

// syncFolder makes a rename last. Where folders cannot be synced there is nothing to be done.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
