// Rewrites Go files in place: token by token, by go/printer, or with locals renamed by go/ast.
// With "check" it prints the path of each file that go/parser cannot read.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/scanner"
	"go/token"
	"os"
	"strings"
)

// One token a blank apart, with every semicolon that the language puts in by itself.
func tokens(text []byte) string {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", fset.Base(), len(text)), text, nil, 0)
	var out []string
	for {
		_, kind, word := s.Scan()
		if kind == token.EOF {
			return strings.Join(out, " ") + "\n"
		}
		if word == "" || word == "\n" {
			word = kind.String()
		}
		out = append(out, word)
	}
}

// Gives every parameter and variable of a function another name.
func rename(file *ast.File) bool {
	kept := map[*ast.Object]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Obj != nil {
				kept[key.Obj] = true
			}
		}
		return true
	})
	names := map[*ast.Object]string{}
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok || id.Obj == nil || id.Obj.Kind != ast.Var || id.Name == "_" || kept[id.Obj] {
				return true
			}
			if file.Scope.Lookup(id.Obj.Name) == id.Obj {
				return true
			}
			if _, isField := id.Obj.Decl.(*ast.Field); isField && !parameter(fn, id.Obj) {
				return true
			}
			if names[id.Obj] == "" {
				names[id.Obj] = fmt.Sprintf("local%d", len(names)+1)
			}
			id.Name = names[id.Obj]
			return true
		})
	}
	return len(names) > 0
}

// Whether an object is a parameter, result or receiver of the function or of one inside it.
func parameter(fn *ast.FuncDecl, object *ast.Object) bool {
	found := false
	look := func(list *ast.FieldList) {
		if list != nil {
			for _, field := range list.List {
				found = found || field == object.Decl
			}
		}
	}
	look(fn.Recv)
	ast.Inspect(fn, func(n ast.Node) bool {
		if kind, ok := n.(*ast.FuncType); ok {
			look(kind.Params)
			look(kind.Results)
		}
		return true
	})
	return found
}

func main() {
	for _, path := range os.Args[2:] {
		text, err := os.ReadFile(path)
		// A directive is a comment that these printers would lose.
		if err != nil || (os.Args[1] != "check" && bytes.Contains(text, []byte("//go:"))) {
			continue
		}
		if os.Args[1] == "check" {
			if _, err := parser.ParseFile(token.NewFileSet(), path, text, 0); err != nil {
				fmt.Println(path)
			}
			continue
		}
		out := tokens(text)
		if os.Args[1] != "tokens" {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, text, 0)
			if err != nil || (os.Args[1] == "names" && !rename(file)) {
				continue
			}
			var buffer bytes.Buffer
			config := printer.Config{Mode: printer.RawFormat, Tabwidth: 2}
			if config.Fprint(&buffer, fset, file) != nil {
				continue
			}
			out = buffer.String()
		}
		os.WriteFile(path, []byte(out), 0o644)
	}
}
