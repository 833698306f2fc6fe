/* What all functions of a stand-in library do: icuuc.dll, which Windows 10 has and Wine has not. Qt asks it for names
   of encodings beyond its own; nothing and zero mean that there are none. */
long long nothing(void) { return 0; }
