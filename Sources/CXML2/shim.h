// Debian's libxml2 is built with ICU, whose headers clash with those that Foundation brings. Nothing here uses an encoding handler, the one struct that ICU adds
// members to; the libraries themselves do not meet.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
