#include <curl/curl.h>

/* Swift imports no variadic functions, and libcurl's options and facts are set and read through two of them: here they are with their types. */

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }

/* The text is copied by libcurl; NULL takes it away. */
static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *text) { return curl_easy_setopt(handle, option, text); }

/* The list must live until it is replaced. */
static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) { return curl_easy_setopt(handle, option, list); }

static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *pointer) { return curl_easy_setopt(handle, option, pointer); }

/* CURLOPT_READFUNCTION, CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION: one type. */
static inline CURLcode curl_set_transfer_function(CURL *handle, CURLoption option, curl_read_callback function) {
  return curl_easy_setopt(handle, option, function);
}

static inline CURLcode curl_set_debug_function(CURL *handle, curl_debug_callback function) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline CURLcode curl_set_socket_function(CURL *handle, curl_opensocket_callback function) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode curl_get_number(CURL *handle, CURLINFO info, long *value) { return curl_easy_getinfo(handle, info, value); }

static inline CURLcode curl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value) { return curl_easy_getinfo(handle, info, value); }

/* Macros whose form Swift cannot import. */
static const long curl_everything = CURL_GLOBAL_DEFAULT;
static const curl_socket_t curl_no_socket = CURL_SOCKET_BAD;
static const size_t curl_abort_reading = CURL_READFUNC_ABORT;
static const size_t curl_error_size = CURL_ERROR_SIZE;
